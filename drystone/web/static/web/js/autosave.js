// Saves each answer while it is typed: one POST for a question, with all its boxes, to the form's data-save-url.
// Whatever goes wrong, the text stays on the page, the page says so, and the answer is tried again.
const PAUSE = 600, FIRST_WAIT = 2_000, LONGEST_WAIT = 30_000;

export function autosave(form) {
  const waiting = new Set(); // keys of questions changed since they were last sent
  const said = form.querySelector("[data-saved]") || addLine(form);
  let timer = 0, busy = false, wait = FIRST_WAIT;

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => waiting.clear());
  addEventListener("online", () => soon(0));
  addEventListener("beforeunload", (event) => waiting.size && event.preventDefault());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });

  function changed(event) {
    const question = answered(event.target);
    if (!question || form.querySelector(`[data-question="${question}"] input[type=file]`)) return;
    waiting.add(question);
    soon(PAUSE);
  }

  function soon(after) {
    clearTimeout(timer);
    timer = setTimeout(save, after);
  }

  async function save() {
    if (busy || !waiting.size) return;
    busy = true;
    const [question] = waiting;
    waiting.delete(question); // typing on while it is sent puts it back
    try {
      const answer = await fetch(form.dataset.saveUrl, { method: "POST", body: body(form, question), headers: { Accept: "application/json" } });
      if (answer.ok) saved(answer);
      else if (answer.status >= 500 || answer.status === 429) again(question);
      else await refused(question, answer);
    } catch {
      again(question);
    }
    busy = false;
  }

  function saved() {
    wait = FIRST_WAIT;
    if (waiting.size) soon(0);
    else say(`Saved ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`, false);
  }

  function again(question) {
    waiting.add(question);
    say("Not saved yet. Your text is still here, and we are trying again.", true);
    soon(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  // What the other end has to say, another window that wrote something else for example; else what may be the matter.
  async function refused(question, answer) {
    const told = answer.status === 409 ? await answer.json() : {};
    if (!told.said) waiting.add(question);
    say(told.said || "Not saved: you may have been signed out, or this was sent already. Copy your text before you leave this page.", true);
  }

  function leave() {
    for (const question of waiting) {
      if (navigator.sendBeacon(form.dataset.saveUrl, body(form, question))) waiting.delete(question);
    }
  }

  function say(text, trouble) {
    said.textContent = text;
    said.classList.toggle("saved--trouble", trouble);
  }
}

function answered(box) {
  return box.closest("[data-question]")?.dataset.question;
}

function body(form, question) {
  const boxes = [...form.elements].filter((box) => box.name && answered(box) === question);
  const names = new Set(boxes.map((box) => box.name));
  const sent = new FormData();
  const token = form.elements.csrfmiddlewaretoken;
  const seen = form.elements._seen; // what stood here when the page was opened, so that two windows notice each other
  for (const always of [token, seen]) if (always) sent.set(always.name, always.value);
  sent.set("question", question);
  for (const [name, value] of new FormData(form)) {
    if (names.has(name) && typeof value === "string") sent.append(name, value);
  }
  return sent;
}

function addLine(form) {
  const line = document.createElement("p");
  line.className = "saved";
  line.setAttribute("role", "status");
  const buttons = form.querySelector(".govuk-button-group, .actions, button.govuk-button");
  if (buttons && buttons.parentElement === form) buttons.before(line);
  else form.append(line);
  return line;
}
