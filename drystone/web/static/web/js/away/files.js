// A file is not kept on the device: said where it is chosen, for eyes and ears, and before a press would lose it.
const NOT_KEPT = "No signal just now, and a file is not kept on this device. Choose it again when there is one; what you type is kept.";

export function files(form) {
  const boxes = [...form.querySelectorAll("input[type=file]")], lines = boxes.map(line), told = new Set();
  boxes.forEach((box, place) => box.addEventListener("change", () => {
    told.delete(box);
    lines[place].textContent = box.files.length && !navigator.onLine ? NOT_KEPT : "";
  }));
  addEventListener("online", () => { for (const each of lines) each.textContent = ""; });

  // Whether a press that goes no further than this device stays here: once for each file, to be told of it.
  return () => {
    const lost = boxes.findIndex((box) => box.files.length && !told.has(box));
    if (lost < 0) return false;
    told.add(boxes[lost]);
    lines[lost].textContent = `${NOT_KEPT} To go on without the file, press again.`;
    boxes[lost].focus();
    return true;
  };
}

// Empty from the beginning, so that what comes into it is said aloud.
function line(box) {
  const made = Object.assign(document.createElement("p"), { className: "govuk-hint", id: `${box.id}-signal`, role: "status" });
  box.before(made);
  box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby") ?? ""} ${made.id}`.trim());
  return made;
}
