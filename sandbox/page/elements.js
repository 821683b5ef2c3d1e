// Building the document. Whatever comes from outside enters it as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, `on` for listeners, and children: elements or text. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") Object.entries(value).forEach(([kind, listener]) => made.addEventListener(kind, listener));
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** An SVG element with attributes and children. */
export function drawn(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

/** One of the page's icons; it says nothing to a screen reader. */
export function icon(name) {
  return drawn("svg", { "aria-hidden": "true" }, drawn("use", { href: `/page/icons.svg#${name}` }));
}

export const byId = (id) => document.getElementById(id);

/** Makes `parent` hold exactly these nodes, touching none that is in its place, so that focus and scroll stay. */
export function hold(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, place) => {
    if (parent.childNodes[place] !== node) parent.insertBefore(node, parent.childNodes[place] ?? null);
  });
}

/** Sets a text only if it differs, so that live regions stay silent. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A small number made of a text, always the same. */
export function numberOf(text) {
  let number = 2166136261; // FNV-1a
  for (const letter of text) number = Math.imul(number ^ letter.codePointAt(0), 16777619);
  return (number ^ (number >>> 15)) >>> 0;
}
