// The pages of visits that are kept ready: as the server drew them, locked, each visit by itself.
import { all, CHANGES, get, put, remove, VISITS } from "./store.js";
import { current, open, seal } from "./lock.js";

const FRESH = 10 * 60_000, LONGEST = 5 * 24 * 3_600_000, DROPPED = "script, link, input[name=csrfmiddlewaretoken]";
const about = (visit) => `visit ${visit}`;

// Brings the visits that the server names up to date. Says which are ready; whatever fails is tried on the next page.
export async function keepReady(told) {
  const wanted = new Set(told.visits);
  for (const row of await all(VISITS)) {
    if (!wanted.has(row.id) || Date.now() - row.at > LONGEST) await remove(VISITS, row.id);
  }
  for (const visit of wanted) {
    const row = await get(VISITS, visit);
    if (!row || Date.now() - row.at > FRESH) await prepare(visit, told.token).catch(() => {});
  }
}

// Fetches every page of one visit's write-up and keeps it. What was sent before that needs to be shown no more.
export async function prepare(visit, token) {
  const at = Date.now(), lock = await current();
  if (!lock) return;
  const asked = await fetch(`/leader/visits/${visit}/ready/`, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
  if (!asked.ok) return;
  const told = await asked.json();
  const addresses = [told.home, ...told.sections, told.check], pages = await Promise.all(addresses.map(drawn));
  const kept = { ...told, marks: {}, pages: Object.fromEntries(addresses.map((address, place) => [address, pages[place]])) };
  await put(VISITS, { id: visit, at, ...(await seal(kept, about(visit), lock.key)) });
  for (const row of await all(CHANGES)) if (row.visit === visit && row.state === "sent" && row.at < at) await remove(CHANGES, row.id);
  document.dispatchEvent(new CustomEvent("away:ready", { detail: visit }));
}

async function drawn(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of page.querySelectorAll(DROPPED)) part.remove();
  return { title: page.title, main: page.querySelector("main").innerHTML };
}

// What is kept of one visit; nothing when it is not here, or is locked.
export async function kept(visit) {
  const lock = await current(), row = lock && (await get(VISITS, visit));
  return row ? open(row, about(visit), lock.key).catch(() => undefined) : undefined;
}

export async function allKept() {
  const lock = await current(), rows = lock ? await all(VISITS) : [];
  return (await Promise.all(rows.map((row) => kept(row.id)))).filter(Boolean);
}

// Where one goes after a page: the next one of the visit, at the end the check.
export function after(visit, address) {
  const order = [...visit.sections, visit.check];
  return order[order.indexOf(address) + 1] ?? visit.home;
}

export const isReady = async (visit) => !!(await current()) && !!(await get(VISITS, visit));
