import type { Paper, PaperBlock } from '../core/report/paper';
import {
  codeInto,
  cut,
  DRAFT_LIMITS,
  type Draft,
  escaped,
  linkInto,
  type WayIn,
  whole,
} from '../core/session/article';

/** What becomes a draft of the official account besides the preview: papers that are public already. */
export interface TellablePaper {
  paper: Paper;
  /** What stands under the title in the list of articles. */
  digest: string;
  /** The page of the mini program it leads to. */
  way: WayIn;
}

/** Room for the sentence that says what was left out. */
const ENDING_MAX = 100;

/**
 * A paper as an article: the words of the Word file, as far as the account takes them, and how many items it does not.
 * Whoever reads the article is told of those, and where they are (docs/platform.md, Official account).
 */
export function paperDraft({ paper, digest, way }: TellablePaper, author = '活动办公室'): Draft {
  const link = linkInto(way);
  const parts = [
    ...paper.facts
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `<p>${escaped(label)}：${escaped(value)}</p>`),
    ...itemsOf(paper.blocks),
  ];
  const { content, left } = whole(parts, DRAFT_LIMITS.content - link.length - ENDING_MAX);
  const ending = left === 0 ? '' : `<p>篇幅所限，另有${left}项略去，全文见“四点对话”小程序。</p>`;
  return {
    title: cut(paper.title, DRAFT_LIMITS.title),
    author: cut(author, DRAFT_LIMITS.author),
    digest: cut(digest, DRAFT_LIMITS.digest),
    content: `${content}${ending}`,
    linkedContent: link && `${link}${content}${ending}`,
    code: codeInto(way, `${content}${ending}`),
    sourceUrl: way.url,
    left,
  };
}

/** A heading and what stands under it go together: an answer without its question is none. */
function itemsOf(blocks: readonly PaperBlock[]): string[] {
  const items: string[] = [];
  for (const block of blocks) {
    const written = htmlOf(block);
    if ('heading' in block || items.length === 0) items.push(written);
    else items[items.length - 1] += written;
  }
  return items.filter(Boolean);
}

function htmlOf(block: PaperBlock): string {
  if ('heading' in block) return `<h2>${escaped(block.heading)}</h2>`;
  if ('text' in block) return paragraphs(block.text);
  if ('note' in block) return paragraphs(block.note);
  const row = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const { head, rows } = block.table;
  return `<table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('');
