import type { ComposerFields } from "./fields";
import { withWords, wordsOf } from "./wordings";

export type OfferedAnswer = {
  id: string;
  audienceId: string;
  audience: string;
  question: string;
  answer: string;
};

type Props = {
  answers: OfferedAnswer[];
  fields: ComposerFields;
  publicId: string;
  change: (change: Partial<ComposerFields>) => void;
  choose: (audienceId: string) => void;
};

/** Answers that were promised for this update, each to be taken into the words of the audience that asked. */
export function OfferedAnswers({ answers, fields, publicId, change, choose }: Props) {
  const left = answers.filter(({ id }) => !fields.answers?.includes(id));
  if (left.length === 0) return null;
  const take = ({ id, audienceId, answer }: OfferedAnswer) => {
    const before = wordsOf(fields, publicId, audienceId).trim();
    const words = [before, answer].filter(Boolean).join("\n\n");
    change({ ...withWords(fields, publicId, audienceId, words), answers: [...(fields.answers ?? []), id] });
    choose(audienceId);
  };
  return (
    <section className="said" aria-label="Answers for this update">
      <p>
        <b>Answered, and promised for this update:</b>
      </p>
      <ul>
        {left.map((one) => (
          <li key={one.id}>
            “{one.question}”{" "}
            <button type="button" className="bare" onClick={() => take(one)}>
              Add the answer to the words for {one.audience}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
