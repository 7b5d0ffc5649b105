const keyOf = (label: string) => `form ${location.pathname} ${label}`;

/** Never kept outside the form: secrets, files, and what the page itself fills in. */
const left = new Set(["password", "file", "hidden", "submit", "button"]);
type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Kept = { name: string; value: string; checked?: boolean };

/** Keeps what somebody typed into a form, for after a reload of this tab. */
export function keepFields(form: HTMLFormElement, label: string): void {
  sessionStorage.setItem(keyOf(label), JSON.stringify(inputsOf(form).map(keptOf)));
}

/** Fills a form with what was kept of it, once. Answers whether there was anything. */
export function returnFields(form: HTMLFormElement, label: string): boolean {
  const text = sessionStorage.getItem(keyOf(label));
  if (!text) return false;
  sessionStorage.removeItem(keyOf(label));
  const kept = JSON.parse(text) as Kept[];
  for (const input of inputsOf(form)) {
    const place = kept.findIndex((one) => matches(one, input));
    if (place < 0) continue;
    const [one] = kept.splice(place, 1);
    fill(input, one!);
  }
  return true;
}

const inputsOf = (form: HTMLFormElement) =>
  [...form.querySelectorAll<Input>("input, textarea, select")].filter(
    ({ name, type }) => name && !left.has(type),
  );

const isMark = (input: Input): input is HTMLInputElement =>
  input.type === "checkbox" || input.type === "radio";

const keptOf = (input: Input): Kept => ({
  ...{ name: input.name, value: input.value },
  ...(isMark(input) && { checked: input.checked }),
});

const matches = ({ name, value }: Kept, input: Input) =>
  name === input.name && (!isMark(input) || value === input.value);

function fill(input: Input, { value, checked }: Kept): void {
  if (isMark(input)) {
    // A click, so that whoever follows the mark hears of it.
    if (input.checked !== checked) input.click();
    return;
  }
  const prototype = Object.getPrototypeOf(input);
  // The prototype's own setter: React takes a value set on the node for its own and would not hear of it.
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(input, value);
  input.dispatchEvent(new Event(input instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
}
