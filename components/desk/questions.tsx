import { wordsFor } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { ActionForm, type FormAction, Submit } from "./action-form";
import { CleanHtml } from "./clean-html";
import { Check, Select, TextArea } from "./field";

export type QuestionLine = {
  id: string;
  audienceId: string;
  audience: string;
  words: string;
  askedAt: Date;
  people: number;
  answer: string | null;
  answerHtml: string | null;
  answeredAt: Date | null;
  awaitsUpdate: boolean;
  inUpdate: number | null;
  folded: { id: string; words: string }[];
};
export type QuestionCounts = {
  questions: number;
  asked: number;
  answered: number;
  usualWait: number | null;
  longestWait: number | null;
  deflections: number;
};

type Props = {
  questions: QuestionLine[];
  counts: QuestionCounts;
  /** Null: who looks may not answer. */
  actions: { answer: FormAction; fold: FormAction; unfold: FormAction } | null;
  zone: Zone;
};

/** What an incident's audiences ask, in one list, and how well it is answered. */
export function Questions({ questions, counts, actions, zone }: Props) {
  const waiting = questions.filter(({ answer }) => answer === null);
  return (
    <section className="sec" aria-labelledby="questions">
      <h2 id="questions">
        Questions{" "}
        <small>{waiting.length === 0 ? "nobody waits" : `${waiting.length} wait for an answer`}</small>
      </h2>
      <Report counts={counts} />
      <ul className="wait">
        {questions.map((question) => (
          <li key={question.id} id={`question-${question.id}`}>
            <p className="t">{question.words}</p>
            <p className="a">
              <span className="mute">
                {question.audience}, {question.people} {question.people === 1 ? "person" : "people"},{" "}
                {formatTime(question.askedAt, "dayClock", zone)}
              </span>
            </p>
            {question.answerHtml !== null && <CleanHtml html={question.answerHtml} />}
            <Carried question={question} />
            {question.folded.map((one) => (
              <Folded key={one.id} question={one} unfold={actions?.unfold ?? null} />
            ))}
            {actions && <Answer question={question} answer={actions.answer} />}
            {actions && question.answer === null && (
              <Fold
                question={question}
                others={questions.filter(
                  ({ id, audienceId }) => id !== question.id && audienceId === question.audienceId,
                )}
                fold={actions.fold}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the answer went besides. */
function Carried({ question: { awaitsUpdate, inUpdate } }: { question: QuestionLine }) {
  if (inUpdate !== null) {
    return (
      <p className="mute s">
        Carried on by <a href={`#update-${inUpdate}`}>update {inUpdate}</a>.
      </p>
    );
  }
  return awaitsUpdate ? <p className="mute s">Waits for the next update.</p> : null;
}

type FoldedProps = { question: { id: string; words: string }; unfold: FormAction | null };

/** A question that was made part of this one, and the way back. */
function Folded({ question: { id, words }, unfold }: FoldedProps) {
  return (
    <div className="mute s">
      <p>Also asked as: “{words}”</p>
      {unfold && (
        <ActionForm action={unfold} label={`Take “${words}” apart`} done="It stands by itself again.">
          <input type="hidden" name="questionId" value={id} />
          <Submit kind="bare" label={`“${words}” asks something else: take it apart`}>
            It asks something else: take it apart
          </Submit>
        </ActionForm>
      )}
    </div>
  );
}

function Report({ counts }: { counts: QuestionCounts }) {
  const words = wordsFor("en");
  const { questions, asked, answered, usualWait, longestWait, deflections } = counts;
  if (questions + deflections === 0) return <p className="mute mt-2">Nobody has asked yet.</p>;
  return (
    <p className="mute mt-2">
      {[
        `${questions} ${questions === 1 ? "question" : "questions"} of ${asked} ${asked === 1 ? "person" : "people"}, ${answered} answered`,
        usualWait !== null && `half of them within ${words.duration(usualWait)}`,
        longestWait !== null && `longest wait ${words.duration(longestWait)}`,
        `${deflections} read the page instead of joining the call`,
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}

function Answer({ question, answer }: { question: QuestionLine; answer: FormAction }) {
  const form = (
    <ActionForm
      action={answer}
      label={`Answer “${question.words}”`}
      done={`Answered, for everybody of ${question.audience}.`}
    >
      <input type="hidden" name="questionId" value={question.id} />
      <TextArea name="answer" label="Answer" rows={3} defaultValue={question.answer ?? ""} required />
      <Check name="inUpdate" label={`Also into your next update’s words for ${question.audience}`} />
      <p className="mt-2">
        <Submit kind={question.answer === null ? "btn" : "btn q"} label={`Answer “${question.words}”`}>
          {question.answer === null ? `Answer everybody of ${question.audience}` : "Answer better"}
        </Submit>
      </p>
    </ActionForm>
  );
  if (question.answer === null) return form;
  return (
    <details>
      <summary aria-label={`Change the answer to “${question.words}”`}>Change the answer</summary>
      {form}
    </details>
  );
}

type FoldProps = { question: QuestionLine; others: QuestionLine[]; fold: FormAction };

function Fold({ question, others, fold }: FoldProps) {
  if (others.length === 0) return null;
  return (
    <details>
      <summary aria-label={`“${question.words}” asks the same as another`}>
        It asks the same as another
      </summary>
      <ActionForm action={fold} label={`Fold “${question.words}”`} done="They are one question now.">
        <input type="hidden" name="questionId" value={question.id} />
        <Select name="into" label="The question it belongs to">
          {others.map(({ id, words }) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </Select>
        <p className="mt-2">
          <Submit kind="btn q" label={`Make “${question.words}” part of it`}>
            Make them one
          </Submit>
        </p>
      </ActionForm>
    </details>
  );
}
