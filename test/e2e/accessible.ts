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
  {
    rule: 'label-content-name-mismatch',
    part: /^<wx-view [^>]*class="(case c\d+--case"|session c)/,
    why: 'a row with the four dots: their scale is drawn in words, which the name says as how far it has come',
  },
];

interface Violation {
  rule: string;
  html: string;
  why: string;
  /** What is seen on the part, and what it is called. */
  seen: string;
  name: string;
}

/** Chinese has no blanks between words: axe cuts "已完成" and "下周四" in two where they stand without one. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]/gu, '');
const isNamedAsSeen = ({ rule, seen, name }: Violation): boolean =>
  rule === 'label-content-name-mismatch' && plain(name).includes(plain(seen));

/**
 * What axe finds on the page on top, without what stands in `LEFT`; with an experimental rule, that the name of a control
 * holds the words that are seen on it (WCAG 2.5.3).
 */
export async function inaccessible({ page }: TestPhone): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const found = await page.evaluate<Violation[]>(
    `axe.run('${TOP}', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'label-content-name-mismatch': { enabled: true } } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html, target, failureSummary }) => {
        const part = document.querySelector(target[0]);
        return { rule: id, html: html.slice(0, 200), why: failureSummary ?? '', seen: part?.innerText ?? '', name: part?.getAttribute('aria-label') ?? '' };
      })))`,
  );
  return found
    .filter((one) => !isNamedAsSeen(one))
    .filter(({ rule, html }) => !LEFT.some((left) => left.rule === rule && left.part.test(html)))
    .map(({ rule, html, why, seen }) => `${rule}: ${html} “${seen}” ${why.replace(/\s+/g, ' ')}`);
}
