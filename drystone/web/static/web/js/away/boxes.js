// The boxes of one question on a page: read as the page would post them, and filled again with what was typed before.
export const questionOf = (box) => box.closest("[data-question]")?.dataset.question;

export function boxesOf(form, question) {
  return [...form.querySelectorAll("input, select, textarea")].filter((box) => box.name && questionOf(box) === question);
}

export const holdsFile = (form, question) => boxesOf(form, question).some((box) => box.type === "file");

// Every line ends as a browser would end it in a form that it posts itself.
export function read(form, question) {
  const names = new Set(boxesOf(form, question).map((box) => box.name));
  return [...new FormData(form)]
    .filter(([name, value]) => names.has(name) && typeof value === "string")
    .map(([name, value]) => [name, value.replace(/\r\n|\r|\n/g, "\r\n")]);
}

export function fill(form, question, fields) {
  for (const box of boxesOf(form, question)) {
    const given = fields.filter(([name]) => name === box.name).map(([, value]) => value);
    if (box.type === "checkbox" || box.type === "radio") box.checked = given.includes(box.value);
    else if (box.type !== "file") box.value = given[0] ?? "";
  }
}

// The questions whose boxes hold something else than the page came with.
export function typedIn(form) {
  const boxes = [...form.querySelectorAll("[data-question] :is(input, select, textarea)")].filter((box) => box.type !== "file");
  return new Set(boxes.filter(isTyped).map(questionOf));
}

function isTyped(box) {
  if (box.tagName === "SELECT") return [...box.options].some((option) => option.selected !== option.defaultSelected && option.selected);
  return box.type === "checkbox" || box.type === "radio" ? box.checked !== box.defaultChecked : box.value !== box.defaultValue;
}

// What a page saw of its questions when the server drew it: the name of this window, and a sign of each answer.
export function seenOn(form) {
  const [[, window], ...marks] = (form.elements._seen?.value || "_:").split(" ").map((part) => part.split(/:(.*)/));
  return { window, marks: Object.fromEntries(marks.map(([key, mark]) => [key, mark])) };
}

// The answer to a question in words, as somebody reads it; nothing where nothing is answered.
export function inWords(form, question) {
  const whole = titleOf(form, question);
  return boxesOf(form, question).map((box) => {
    if (box.type === "checkbox" || box.type === "radio") return box.checked ? rowOf(box, whole) + labelOf(form, box) : "";
    if (box.tagName === "SELECT") return box.value && box.selectedOptions[0].text;
    const day = box.type === "date" && box.value;
    return day ? new Date(`${day}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }) : box.value.trim();
  }).filter(Boolean);
}

// Its wording: over several boxes, or beside the one.
export function asked(form, question) {
  return titleOf(form, question)?.textContent.trim() ?? labelOf(form, boxesOf(form, question)[0]);
}

// Whether it waits for another answer on this page that is not given.
export function isClosed(form, question) {
  const within = boxesOf(form, question)[0]?.closest("[class$=__conditional], [class*='__conditional ']");
  const opener = within && form.querySelector(`[data-aria-controls="${CSS.escape(within.id)}"]`);
  return !!opener && !opener.checked;
}

const titleOf = (form, question) => form.querySelector(`fieldset[data-question="${CSS.escape(question)}"] > legend, [data-question="${CSS.escape(question)}"] > fieldset > legend`);
const labelOf = (form, box) => form.querySelector(`label[for="${CSS.escape(box?.id ?? "")}"]`)?.textContent.trim() ?? "";

function rowOf(box, whole) {
  const legend = box.closest("fieldset")?.querySelector("legend");
  return legend && legend !== whole ? `${legend.textContent.trim()}: ` : "";
}
