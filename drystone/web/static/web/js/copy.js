// Copies an address, and says so.
export function copyable(part) {
  const button = part.querySelector("button");
  const box = part.querySelector("input");
  const said = part.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Press Ctrl and C to copy it";
    }
  });
}
