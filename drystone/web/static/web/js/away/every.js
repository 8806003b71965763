// On every page, where anything was ever kept on this device: locks it when nobody or somebody else is signed in, sends
// what waits, and says so. On a leader's own pages it keeps her visits ready.
import * as changes from "./changes.js";
import * as lock from "./lock.js";
import { isUsed } from "./store.js";
import { signal } from "./signal.js";
import { keepReady } from "./visits.js";

export async function every({ account, leads }) {
  const open = await lock.current();
  if (open && account !== undefined && account !== open.id) await lock.lockUp();
  leave();
  if (account !== "" && leads) await ready();
  if (account !== "" && isUsed()) changes.send();
  if (!document.querySelector("[data-signal]") && isUsed()) overall();
  const left = (await lock.current())?.until - Date.now();
  if (left) setTimeout(() => lock.lockUp().then(() => location.reload()), left);
}

async function ready() {
  try {
    await navigator.serviceWorker.register("/leader/visits/worker.js", { scope: "/leader/visits/" });
    const told = await lock.ask();
    if (!told.signedOut) await keepReady(told);
  } catch {
    // without a signal, or where the browser keeps nothing: what is ready stays ready
  }
}

// Signing out locks this device before the server is told.
function leave() {
  for (const form of document.querySelectorAll('form[action$="/account/logout/"]')) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await lock.lockUp();
      form.submit();
    });
  }
}

function overall() {
  const part = Object.assign(document.createElement("div"), { className: "signal", hidden: true });
  part.dataset.signal = "";
  part.setAttribute("role", "status");
  document.querySelector("main").prepend(part);
  signal(part);
}
