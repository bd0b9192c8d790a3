import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

// A comment that cites a page nobody has is worse than none: it sounds as if somebody had looked it up.
const root = path.resolve(__dirname, '../..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).split('\n');
const readable = tracked.filter(
  (file) =>
    /\.(ts|mjs|cjs|wxml|wxss|md)$/.test(file) &&
    !file.startsWith('CHANGELOG') &&
    existsSync(path.join(root, file)),
);

interface Citation {
  file: string;
  page: string;
  /** Headings named right behind the page, as in `docs/rules.md, Cases`. */
  heading: string | null;
}

/** A comment broken over two lines reads as one. */
const unfolded = (text: string) => text.replace(/\n\s*(?:\*|\/\/)(?!\/) ?/g, ' ');

const citations: Citation[] = readable.flatMap((file) =>
  Array.from(
    unfolded(readFileSync(path.join(root, file), 'utf8')).matchAll(
      /(?<![\w./:{}*-])((?:[\w.-]+\/)*[\w-]+(?:\.zh-CN)?\.md)(?:, ([A-Z][\w' -]*[\w']))?/g,
    ),
    ([, page = '', heading]) => ({ file, page, heading: heading ?? null }),
  ),
);

const placesOf = ({ file, page }: Citation) => [
  path.join(root, page),
  path.join(root, 'docs', page),
  path.join(root, path.dirname(file), page),
];

test('comments and documents cite pages', () => {
  expect(citations.length).toBeGreaterThan(50);
});

test('every page that is cited is here', () => {
  const missing = citations.filter((citation) => !placesOf(citation).some((place) => existsSync(place)));
  expect(missing.map(({ file, page }) => `${file}: ${page}`)).toEqual([]);
});

test('every heading that is cited of the rules and of the platform is one of theirs', () => {
  const headings = (page: string) =>
    new Set(
      Array.from(readFileSync(path.join(root, page), 'utf8').matchAll(/^## (.+)$/gm), ([, title]) => title),
    );
  const known = {
    'docs/rules.md': headings('docs/rules.md'),
    'docs/platform.md': headings('docs/platform.md'),
  };
  const wrong = citations.flatMap(({ file, page, heading }) => {
    if (page !== 'docs/rules.md' && page !== 'docs/platform.md') return [];
    // Prose may go on behind the heading, so it need only begin with one.
    const isKnown = heading !== null && [...known[page]].some((title) => heading.startsWith(title ?? ''));
    return heading === null || isKnown ? [] : [`${file}: ${page}, ${heading}`];
  });
  expect(wrong).toEqual([]);
});
