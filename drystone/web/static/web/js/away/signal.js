// Says in words, with a sign, how things stand: on this device, sending, sent, or something needs her.
import { all, CHANGES, isUsed } from "./store.js";
import * as changes from "./changes.js";
import { current } from "./lock.js";
import { needs } from "./needs.js";
import { isReady } from "./visits.js";

const SIGNS = {
  ready: "M5 3h10v14H5zM8 9l2 2 3.5-4",
  waiting: "M5 3h10v14H5zM9 14h2",
  sending: "M10 16V5M5.5 9 10 4.5 14.5 9",
  sent: "M4 10.5 8.5 15 16 6",
  needs: "M10 4v8M10 15.2v.8",
};
const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const answers = (number) => (number === 1 ? "1 answer" : `${number} answers`);

export function signal(part) {
  const visit = Number(part.dataset.signal) || undefined;
  let became = "", last = "", asked = 0;
  document.addEventListener("away:changed", ({ detail }) => { if (became !== "finished") became = detail || became; show(); });
  document.addEventListener("away:ready", show);
  document.addEventListener("away:finished", ({ detail }) => { if (detail === visit) became = "finished"; show(); });
  show();

  async function show() {
    const turn = ++asked, said = await state(visit, became);
    if (turn !== asked) return;
    const [kind, title, text] = said ?? [], now = said ? said.join() : "";
    part.hidden = !said;
    if (now === last) return;
    last = now;
    if (said) part.replaceChildren(line(kind, title, text));
    if (kind === "needs") part.append(await needs(visit));
  }
}

async function state(visit, became) {
  if (became === "finished") return ["sent", "Sent", "Both documents have gone. Nothing of this visit lies on this device any more."];
  if (!isUsed()) return undefined;
  const count = await changes.counted(visit), open = await current(), left = count.waiting + count.needs;
  if (!open) return left ? ["needs", "Needs you", `${answers(left)} ${left === 1 ? "is" : "are"} locked on this device. Sign in again and they are sent; nothing is lost.`] : undefined;
  if (count.waiting && became === "signed out") return ["needs", "Needs you", `You are signed out. ${answers(left)} on this device ${left === 1 ? "waits" : "wait"} until you sign in again.`];
  if (count.needs) return ["needs", "Needs you", "Nothing is lost. Look at this, and choose:"];
  if (count.waiting && became === "sending") return ["sending", "Sending", `${answers(count.waiting)} on the way.`];
  if (count.waiting) return waiting(visit, count);
  return settled(visit);
}

async function waiting(visit, count) {
  const pressed = (await all(CHANGES)).some((row) => row.is === "send" && row.state === "waiting" && (!visit || row.visit === visit));
  const where = visit ? "" : ` of ${count.visits === 1 ? "1 visit" : `${count.visits} visits`}`;
  const what = pressed ? "Your write-up goes by itself when there is a signal." : `${answers(count.waiting)}${where}, to be sent when there is a signal.`;
  return ["waiting", "On this device", `${what} You may close this page.`];
}

async function settled(visit) {
  const gone = (await all(CHANGES)).filter((row) => row.state === "sent" && row.visit === visit);
  if (gone.length) return ["sent", "Sent", `All you typed is with the Alliance since ${clock(Math.max(...gone.map((row) => row.at)))}, as a draft.`];
  return visit && (await isReady(visit)) ? ["ready", "Ready without a signal", "This visit opens and saves on this device, whatever the line."] : undefined;
}

function line(kind, title, text) {
  const said = document.createElement("p"), sign = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS(sign.namespaceURI, "path");
  for (const [name, value] of Object.entries({ viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", class: "signal__sign" })) sign.setAttribute(name, value);
  path.setAttribute("d", SIGNS[kind]);
  sign.append(path);
  said.className = `signal__line signal__line--${kind}`;
  said.append(sign, Object.assign(document.createElement("strong"), { textContent: title }), ` ${text}`);
  return said;
}
