import { convertLengths } from '../../compile/lengths';
import { any, type BuiltIn, text } from './definition';

/** Tags that rich-text shows; others are dropped with what they hold, scripts above all. */
const allowed = new Set(
  (
    'a abbr b blockquote br caption center cite code dd del div dl dt em fieldset font footer h1 h2 h3 h4 h5 h6 header ' +
    'hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub sup table tbody td tfoot th ' +
    'thead tr tt u ul'
  ).split(' '),
);
const attributes = [
  'class',
  'style',
  'src',
  'alt',
  'width',
  'height',
  'colspan',
  'rowspan',
  'start',
  'type',
  'color',
];

function copyParsed(source: Node, target: Node): void {
  for (const child of source.childNodes) {
    if (child instanceof Text) target.appendChild(document.createTextNode(child.data));
    if (!(child instanceof Element)) continue;
    const tag = child.tagName.toLowerCase();
    if (!allowed.has(tag)) continue;
    const copy = document.createElement(tag);
    for (const name of attributes) {
      const value = child.getAttribute(name);
      if (value !== null) copy.setAttribute(name, name === 'style' ? convertLengths(value) : value);
    }
    copyParsed(child, copy);
    target.appendChild(copy);
  }
}

function copyNodes(nodes: readonly unknown[], target: Node): void {
  for (const node of nodes) {
    if (typeof node !== 'object' || node === null) continue;
    if ('text' in node && (!('type' in node) || node.type === 'text'))
      target.appendChild(document.createTextNode(String(node.text)));
    if (!('name' in node) || !allowed.has(String(node.name))) continue;
    const copy = document.createElement(String(node.name));
    const attrs: unknown = 'attrs' in node ? node.attrs : {};
    for (const [name, value] of Object.entries(typeof attrs === 'object' && attrs !== null ? attrs : {}))
      if (attributes.includes(name))
        copy.setAttribute(name, name === 'style' ? convertLengths(String(value)) : String(value));
    const children: unknown = 'children' in node ? node.children : [];
    copyNodes(Array.isArray(children) ? children : [], copy);
    target.appendChild(copy);
  }
}

export const richText: BuiltIn = {
  properties: { nodes: any(''), space: text(), mode: any() },
  mount({ element }) {
    let shown: unknown;
    return ({ nodes }) => {
      if (nodes === shown) return;
      shown = nodes;
      const content = document.createDocumentFragment();
      if (Array.isArray(nodes)) copyNodes(nodes, content);
      else copyParsed(new DOMParser().parseFromString(String(nodes ?? ''), 'text/html').body, content);
      element.replaceChildren(content);
    };
  },
};
