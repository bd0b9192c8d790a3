import axe from 'axe-core';
import type { TestPhone } from '../browser';
import { TOP } from './fit';

/** What is not ours to change, by rule and by the element, with why. */
const LEFT: ReadonlyArray<{ rule: string; part: RegExp; why: string }> = [
  {
    rule: 'scrollable-region-focusable',
    part: /^<div class="page-scroll"/,
    why: 'the phone in the browser scrolls a page in a box of its own; WeChat scrolls the page',
  },
  {
    rule: 'label',
    part: /^<(input|textarea) /,
    why: 'TDesign writes the label of t-input and t-textarea beside the field and ties it to nothing',
  },
  {
    rule: 'aria-required-parent',
    part: /class="t-badge/,
    why: 'TDesign gives t-badge the role of an option; home hides it and names the bell around it',
  },
  {
    rule: 'aria-toggle-field-name',
    part: /class="t-badge/,
    why: 'TDesign gives t-badge the role of an option; home hides it and names the bell around it',
  },
  {
    rule: 'aria-progressbar-name',
    part: /class="t-progress__bar/,
    why: 'TDesign keeps the name of t-progress on its outer element; the words stand above each bar',
  },
];

interface Violation {
  rule: string;
  html: string;
  why: string;
}

/**
 * What axe finds on the page on top, without what stands in `LEFT`. An experimental rule is off: whole rows are buttons
 * here, and their names say in one sentence what stands in them in pieces.
 */
export async function inaccessible({ page }: TestPhone): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const found = await page.evaluate<Violation[]>(
    `axe.run('${TOP}', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'label-content-name-mismatch': { enabled: false } } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => ({ rule: id, html: html.slice(0, 200), why: failureSummary ?? '' }))))`,
  );
  return found
    .filter(({ rule, html }) => !LEFT.some((left) => left.rule === rule && left.part.test(html)))
    .map(({ rule, html, why }) => `${rule}: ${html} ${why.replace(/\s+/g, ' ')}`);
}
