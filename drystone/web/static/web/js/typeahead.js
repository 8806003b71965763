// A school typed by name, postcode, town or number is found while typing. Without this, the words are looked up when
// the form is sent. What was picked is sent as its key in the place of the words.
const ENOUGH = 2, PAUSE = 150;

export async function typeahead(box) {
  await import("../vendor/accessible-autocomplete-3.0.1.min.js");
  const { name, id, value, defaultValue } = box;
  // Somebody may have come to the box, and typed, before this script came; a browser may have filled it in again.
  const isHere = document.activeElement === box, isTyped = isHere && value !== defaultValue;
  const place = document.createElement("div");
  const picked = Object.assign(document.createElement("input"), { type: "hidden" });
  box.before(place);
  box.after(picked);
  box.remove();
  self.accessibleAutocomplete({
    element: place,
    id,
    name,
    defaultValue: isTyped ? defaultValue : value,
    source: slowly(finder(box.dataset.source)),
    minLength: ENOUGH,
    confirmOnBlur: false,
    displayMenu: "overlay",
    showNoOptionsFound: true,
    tNoResults: () => "Nothing found. Try its name, town, postcode or number",
    templates: { inputValue: (found) => found?.label ?? "", suggestion },
    onConfirm: (found) => found && pick(found),
  });
  const input = place.querySelector("input");
  describe(input, box);
  input.addEventListener("input", unpick);
  if (isTyped) lookUp(value);
  if (isHere) goOn();

  function lookUp(words) {
    input.value = words;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The widget selects all words of a box that gains the focus, a moment later: the next letter would take their place.
  function goOn() {
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
    input.setSelectionRange = () => delete input.setSelectionRange;
  }

  function pick(found) {
    picked.name = name;
    picked.value = found.id;
    input.removeAttribute("name");
    picked.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function unpick() {
    picked.removeAttribute("name");
    input.name = name;
  }
}

function finder(address) {
  return async (words, show) => {
    const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    show(answer.ok ? (await answer.json()).results : []);
  };
}

// Asks when typing pauses, and forgets answers that come too late.
function slowly(find) {
  let timer = 0, latest = 0;
  return (words, show) => {
    const turn = ++latest;
    clearTimeout(timer);
    timer = setTimeout(() => find(words, (found) => turn === latest && show(found)).catch(() => turn === latest && show([])), PAUSE);
  };
}

function suggestion(found) {
  const text = (part) => Object.assign(document.createElement("i"), { textContent: part ?? "" }).innerHTML;
  if (typeof found === "string") return text(found);
  return found.hint ? `${text(found.label)} <small>${text(found.hint)}</small>` : text(found.label);
}

function describe(input, box) {
  const described = [box.getAttribute("aria-describedby"), input.getAttribute("aria-describedby")].filter(Boolean);
  if (described.length) input.setAttribute("aria-describedby", described.join(" "));
  if (box.classList.contains("govuk-input--error")) input.classList.add("govuk-input--error");
}
