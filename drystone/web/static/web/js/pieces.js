// Files that go with a record, sent in pieces over whatever line there is. The server says how much of a file it has, and
// the next piece begins there: whatever was lost on the way, or sent by another tab, does no harm. Each file stands alone.
const LANES = 2, LEAST = 32_768, MOST = 524_288, QUICK = 2_000, FIRST_WAIT = 1_000, LONGEST_WAIT = 30_000, PATIENCE = 30_000;
const SIGNED_OUT = "You are signed out. Sign in again in another tab, then try again here: it goes on from there.";
const AWAY = " No signal just now. Leave this page open: files are not kept on this device, and go by themselves when there is one.";

export function pieces(form) {
  if (!isSecureContext || !crypto.subtle) return; // the form sends them itself
  const { pieces: expected, largest } = form.dataset, box = form.querySelector("input[type=file]");
  const list = document.querySelector("[data-files]"), sum = document.querySelector("[data-files-sum]");
  const blank = document.querySelector("[data-file-row]").content.firstElementChild, here = expected.replace(/expected\/$/, "");
  const token = form.elements.csrfmiddlewaretoken, entries = new Set(), queue = [];
  let running = 0, length = LEAST * 4;

  form.querySelector("button").hidden = true;
  form.querySelector("[data-at-once]").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("change", () => { for (const file of box.files) add(file); box.value = ""; });
  list.addEventListener("submit", remove);
  addEventListener("beforeunload", (event) => [...entries].some((entry) => entry.isUnderWay) && event.preventDefault());

  function add(file) {
    const row = blank.cloneNode(true), entry = { file, row, number: crypto.randomUUID(), have: 0 };
    row.querySelector("dt").textContent = file.name;
    for (const hidden of row.querySelectorAll(".govuk-visually-hidden")) hidden.textContent = ` ${file.name}`;
    row.querySelector("[data-again]").addEventListener("click", () => start(entry));
    entries.add(entry);
    list.append(row);
    list.hidden = false;
    start(entry);
  }

  function start(entry) {
    entry.isUnderWay = true;
    show(entry, "waiting", "Waiting");
    entry.done = new Promise((yes) => queue.push(() => bring(entry).finally(yes)));
    next();
  }

  function next() {
    while (running < LANES && queue.length) {
      running += 1;
      queue.shift()().finally(() => { running -= 1; next(); });
    }
  }

  // One file from wherever it stands to its end. Where the line is gone it waits, and asks again how much has come.
  async function bring(entry) {
    let wait = FIRST_WAIT;
    entry.isSending = !entry.isRemoved;
    try {
      if (entry.isRemoved) return;
      if (entry.file.size > largest) throw new Refusal(`Could not be kept. The file is larger than ${largest / 1_000_000} MB. Choose a smaller one.`);
      entry.sha256 ??= await digest(entry.file);
      while (!entry.isRemoved) {
        try {
          const told = await wholly(entry, () => { wait = FIRST_WAIT; });
          if (told) show(entry, told.state, told.said);
          break;
        } catch (trouble) {
          if (!(trouble instanceof Away)) throw trouble;
          length = Math.max(LEAST, length / 2);
          show(entry, "away", `${percent(entry)} % sent. No signal just now: it goes on by itself.`);
          await signal(wait);
          wait = Math.min(wait * 2, LONGEST_WAIT);
        }
      }
    } catch (trouble) {
      show(entry, "refused", trouble instanceof Refusal ? trouble.message : "Could not be kept. This device could not read the file.");
    } finally {
      entry.isUnderWay = entry.isSending = false;
    }
  }

  async function wholly(entry, came) {
    const about = { number: entry.number, name: entry.file.name.slice(-300), size: entry.file.size, sha256: entry.sha256 };
    let told = await post(expected, JSON.stringify(about), "application/json");
    if (told.number && told.number !== entry.number && !joins(entry, told.number)) return undefined;
    entry.number = told.number ?? entry.number;
    Object.assign(entry.row.dataset, { file: entry.number });
    while (told.state === "coming" && !entry.isRemoved) {
      entry.have = told.have;
      show(entry, "sending", `${percent(entry)} % sent`);
      const begun = Date.now(), body = entry.file.slice(told.have, told.have + length);
      told = await post(`${here}${entry.number}/${told.have}/`, body, "application/octet-stream");
      if (Date.now() - begun < QUICK) length = Math.min(MOST, length * 2);
      came();
    }
    return told;
  }

  // The server knows the same content already: one row of it is enough.
  function joins(entry, number) {
    const other = [...entries].find((each) => each !== entry && each.number === number);
    if (other) {
      entries.delete(entry);
      entry.row.remove();
      count();
      sum.textContent += ` “${entry.file.name}” is the same file as “${other.file.name}”, and is there once.`;
      return false;
    }
    list.querySelector(`[data-file="${number}"]`)?.remove();
    return true;
  }

  async function remove(event) {
    event.preventDefault();
    const row = event.target.closest("[data-file]"), entry = [...entries].find((each) => each.row === row);
    if (entry) entry.isRemoved = true;
    dispatchEvent(new Event("pieces:look"));
    if (entry?.isSending) await entry.done;
    try {
      const number = entry?.number ?? row.dataset.file;
      await again(() => post(`${here}${number}/removal/`, "", "text/plain"));
      entries.delete(entry);
      const after = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (after?.querySelector("[data-remove] button") ?? box).focus();
    } catch (trouble) {
      row.querySelector("[data-said]").textContent = trouble instanceof Refusal ? trouble.message : "Not removed: there is no signal just now. Try again later.";
    }
    count();
  }

  // Taking away twice does it once, so a lost request or answer is simply tried anew.
  async function again(ask, tries = 3) {
    try {
      return await ask();
    } catch (trouble) {
      if (!(trouble instanceof Away) || !tries) throw trouble;
      await signal(FIRST_WAIT);
      return again(ask, tries - 1);
    }
  }

  async function post(address, body, type) {
    const headers = { "Content-Type": type, "X-CSRFToken": token.value, Accept: "application/json" };
    const once = () => fetch(address, { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) }).catch(() => { throw new Away(); });
    let answer = await once();
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      headers["X-CSRFToken"] = token.value = await newToken();
      answer = await once();
    }
    if (answer.status >= 500 || answer.status === 429) throw new Away();
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Refusal("Could not be kept. The server could not read this.");
    return answer.json().catch(() => { throw new Away(); });
  }

  // The page may be older than her session.
  async function newToken() {
    const answer = await fetch(here, { redirect: "manual", headers: { Accept: "text/html" } }).catch(() => { throw new Away(); });
    if (!answer.ok) throw answer.status >= 500 ? new Away() : new Refusal(SIGNED_OUT);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("form[data-pieces] input[name=csrfmiddlewaretoken]")?.value ?? token.value;
  }

  function show(entry, state, text) {
    entry.row.dataset.state = state;
    entry.row.querySelector("[data-said]").textContent = text;
    entry.row.querySelector("[data-again]").hidden = state !== "refused";
    count();
  }

  // Said aloud only when the number of finished files changes, not with every piece.
  function count() {
    const states = [...list.children].map((row) => row.dataset.state), of = (state) => states.filter((each) => each === state).length;
    const kept = of("kept"), not = of("refused") + of("gone"), text = `${kept} of ${states.length} files kept${not ? `; ${not} could not be kept` : ""}.`;
    const said = states.length ? text + (of("away") ? AWAY : "") : "No files yet.";
    list.hidden = !states.length;
    if (sum.textContent !== said) sum.textContent = said;
  }
}

class Away extends Error {}
class Refusal extends Error {}

const percent = ({ have, file }) => Math.floor((have * 100) / file.size);

async function digest(file) {
  const made = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(made)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Until the browser says that it is online again, something was removed, or for so long.
function signal(wait) {
  return new Promise((yes) => {
    const timer = setTimeout(done, wait);
    for (const sort of ["online", "pieces:look"]) addEventListener(sort, done);
    function done() {
      clearTimeout(timer);
      for (const sort of ["online", "pieces:look"]) removeEventListener(sort, done);
      yes();
    }
  });
}
