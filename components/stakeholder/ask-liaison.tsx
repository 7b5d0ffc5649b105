import { ClockOrDay } from "@/components/public/moment";
import { UpdateWords } from "@/components/public/updates";
import type { View } from "@/components/public/view";
import type { ShownIncident } from "./current-incident";
import { waitWords } from "./wait-words";

export type Question = {
  id: string;
  words: string;
  askedAt: Date;
  people: number;
  /** Whether who looks asked it. */
  isMine: boolean;
  answer: { html: string; at: Date; by: string | null } | null;
};

type Props = {
  view: View;
  path: string;
  incident: ShownIncident;
  mayAsk: boolean;
  typed: { words: string; wrong: string } | null;
};

/** The form to ask with, and what was asked and answered before. */
export function AskLiaison({ view, path, incident, mayAsk, typed }: Props) {
  const words = view.words.stakeholder;
  const { id, questions, liaison, status } = incident;
  const open = status !== "resolved";
  if (!open && questions.length === 0) return null;
  return (
    <section className="blk two" id={`ask-${id}`}>
      <div>
        <h2>{words.ask}</h2>
        {liaison && <p>{liaison}</p>}
      </div>
      <div>
        {mayAsk && open && <AskForm {...{ view, path, incidentId: id, typed }} />}
        {questions.length === 0 && <p className="quiet f">{words.noQuestions}</p>}
        <ol className="tl f">
          {questions.map((question) => (
            <li key={question.id} id={`question-${question.id}`}>
              <p className="at">
                <ClockOrDay view={view} at={question.answer?.at ?? question.askedAt} />
                <small>
                  {question.answer
                    ? words.answeredIn(
                        waitWords(question.answer.at.getTime() - question.askedAt.getTime(), view),
                      )
                    : words.waits}
                </small>
              </p>
              <div>
                <h3>“{question.words}”</h3>
                {question.answer ? (
                  <>
                    <UpdateWords html={question.answer.html} />
                    <p className="meta">{question.answer.by}</p>
                  </>
                ) : (
                  <Waiting {...{ view, path, incidentId: id, question, mayAsk }} />
                )}
              </div>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

type Form = { view: View; path: string; incidentId: string };

function AskForm({ view, path, incidentId, typed }: Form & Pick<Props, "typed">) {
  const words = view.words.stakeholder;
  const [field, hint, wrong] = ["q", "hint", "wrong"].map((part) => `${part}-${incidentId}`);
  return (
    <form method="post" action={`${path}/ask`}>
      <input type="hidden" name="incident" value={incidentId} />
      <label htmlFor={field}>{words.question}</label>
      <textarea
        id={field}
        name="words"
        rows={3}
        maxLength={500}
        required
        defaultValue={typed?.words}
        aria-invalid={typed ? true : undefined}
        aria-describedby={typed ? `${wrong} ${hint}` : hint}
      />
      {typed && (
        <p className="wrong" id={wrong}>
          {typed.wrong}
        </p>
      )}
      <p className="hint" id={hint}>
        {words.questionHow}
      </p>
      <p className="acts f">
        <button type="submit">{words.askAct}</button>
      </p>
    </form>
  );
}

function Waiting({
  view,
  path,
  incidentId,
  question,
  mayAsk,
}: Form & { question: Question; mayAsk: boolean }) {
  const words = view.words.stakeholder;
  return (
    <>
      <p className="meta">
        {question.isMine ? words.askedByYou(question.people - 1) : words.asked(question.people)}
      </p>
      {mayAsk && !question.isMine && (
        <form method="post" action={`${path}/ask`}>
          <input type="hidden" name="incident" value={incidentId} />
          <input type="hidden" name="words" value={question.words} />
          <p className="acts f">
            <button type="submit" className="btn q" aria-label={`${words.askToo}: ${question.words}`}>
              {words.askToo}
            </button>
          </p>
        </form>
      )}
    </>
  );
}
