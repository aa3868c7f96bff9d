// Builds the page from text: whatever comes from outside becomes text nodes and attributes, never markup.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// Names come with anything in them: characters that turn the direction of a line round end with the name.
export function name(text) {
  return h("bdi", {}, text);
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

const HUES = ["#3370ff", "#14a49a", "#7f5af0", "#d9730d", "#2f9e44", "#c2478f", "#4c6ef5", "#b08900"];

// Messengers write the last two characters of a Chinese name on its owner's circle.
export function avatar(person, small = false) {
  const text = [...person.name].slice(-2).join("");
  const hue = HUES[[...person.id].reduce((sum, char) => sum + char.codePointAt(0), 0) % HUES.length];
  const circle = h("span", { class: small ? "avatar small" : "avatar", "aria-hidden": "true" }, text);
  circle.style.backgroundColor = person.state === "active" ? hue : "#a6abb3";
  return circle;
}
