// What was typed and is not sent yet: kept first, then sent in order, one tab at a time. Each change carries a number
// made here, so that the server takes it once, however often it comes.
import { all, CHANGES, put, remove, VISITS } from "./store.js";
import { ask, current, open, seal } from "./lock.js";

const LONGEST = 30 * 24 * 3_600_000, FIRST_WAIT = 2_000, LONGEST_WAIT = 60_000, PATIENCE = 10_000;
const others = "BroadcastChannel" in self ? new BroadcastChannel("drystone-visits") : undefined;
let latest = 0, wait = FIRST_WAIT, timer = 0;
others?.addEventListener("message", () => tell("", true));

// Keeps one answer, or the press that sends both documents (`send`), in place of `instead`. Gives its number.
export async function keep(visit, change, instead) {
  const lock = await current();
  if (!lock) throw new Error("locked");
  const id = crypto.randomUUID(), at = Math.max(Date.now(), latest + 1);
  latest = at;
  await put(CHANGES, { id, visit, person: lock.id, at, is: change.send ? "send" : "answer", state: "waiting", ...(await seal(change, id, lock.key)) });
  if (instead) await remove(CHANGES, instead);
  tell("waiting");
  return id;
}

// Everything of a visit that lies here, the oldest first, unlocked; without a visit, of all.
export async function of(visit) {
  const lock = await current();
  const rows = lock ? (await all(CHANGES)).filter((row) => row.person === lock.id && (!visit || row.visit === visit)) : [];
  const opened = await Promise.all(rows.map(async (row) => ({ ...(await open(row, row.id, lock.key)), ...row })));
  return opened.sort((one, other) => one.at - other.at);
}

// How many are here and not sent, counted without the key, of whomever.
export async function counted(visit) {
  const lock = await current(), hers = (row) => (!lock || row.person === lock.id) && (!visit || row.visit === visit);
  const rows = (await all(CHANGES)).filter((row) => row.state !== "sent" && hers(row));
  return { waiting: rows.filter((row) => row.state === "waiting").length, needs: rows.filter((row) => row.state === "needs").length, visits: new Set(rows.map((row) => row.visit)).size };
}

export async function drop(id) {
  await remove(CHANGES, id);
  tell("");
}

// Sends whatever waits. Gives "sent", "away" when there is no signal, "signed out", or "needs" her.
export async function send(token) {
  const run = () => sending(token).catch(() => "away");
  const became = navigator.locks ? await navigator.locks.request("drystone-visits", run) : await run();
  clearTimeout(timer);
  if (became === "away") {
    timer = setTimeout(() => send(), wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  } else wait = FIRST_WAIT;
  tell(became);
  return became;
}

async function sending(token) {
  await forgetOld();
  const waiting = (await of()).filter((row) => row.state === "waiting");
  if (waiting.length) {
    tell("sending");
    let known = token;
    for (const visit of new Set(waiting.map((row) => row.visit))) {
      const rows = waiting.filter((row) => row.visit === visit);
      let answer = known && (await post(visit, rows, known));
      if (!answer || answer.type === "opaqueredirect" || answer.status === 403) {
        const told = await ask(); // the page may be older than her session
        if (told.signedOut) return "signed out";
        known = told.token;
        answer = await post(visit, rows, known);
      }
      if (answer.type === "opaqueredirect" || answer.status === 403) return "signed out";
      if (answer.status >= 500 || answer.status === 429) return "away";
      await settle(visit, rows, answer);
    }
  } else if (!(await current()) && (await counted()).waiting) return (await ask()).signedOut ? "signed out" : sending();
  return (await counted()).needs ? "needs" : "sent";
}

function post(visit, rows, token) {
  const answers = rows.filter((row) => row.is === "answer"), press = rows.find((row) => row.is === "send");
  const changes = answers.map(({ id, document, question, fields, seen }) => ({ number: id, document, question, fields, seen }));
  return fetch(`/leader/visits/${visit}/changes/`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
    body: JSON.stringify({ changes, send: press ? { number: press.id, seen: press.seen, plan: press.plan, names: press.names } : null }),
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
}

async function settle(visit, rows, answer) {
  const lock = await current();
  const again = async (row, state, more) => {
    const { id, at, person, is, document, question, fields, seen, send, plan, names } = row;
    const locked = await seal({ document, question, fields, seen, send, plan, names, ...more }, id, lock.key);
    await put(CHANGES, { id, visit, person, at, is, state, ...locked });
  };
  if (!answer.ok) {
    const why = answer.status === 404 ? "This visit is not yours any more." : "The server could not read this.";
    for (const row of rows) await again(row, "needs", { outcome: { state: "refused", why } });
    return;
  }
  const told = await answer.json(), taken = new Map(told.changes.map((each) => [each.number, each]));
  for (const row of rows.filter((row) => row.is === "answer")) {
    const outcome = taken.get(row.id);
    await again(row, outcome.state === "kept" ? "sent" : "needs", { outcome });
  }
  const press = rows.find((row) => row.is === "send");
  if (told.send?.done) await finished(visit);
  else if (press) await again(press, "needs", { outcome: { state: "refused", ...(told.send ?? { why: "An answer was changed on another device." }) } });
}

// Both documents have gone: nothing of the visit stays here.
async function finished(visit) {
  for (const row of await all(CHANGES)) if (row.visit === visit) await remove(CHANGES, row.id);
  await remove(VISITS, visit);
  document.dispatchEvent(new CustomEvent("away:finished", { detail: visit }));
}

async function forgetOld() {
  for (const row of await all(CHANGES)) if (Date.now() - row.at > LONGEST) await remove(CHANGES, row.id);
}

// Says what has become of things, to this page and to other tabs.
function tell(became, quietly = false) {
  document.dispatchEvent(new CustomEvent("away:changed", { detail: became }));
  if (!quietly) others?.postMessage("changed");
}

addEventListener("online", () => send());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
