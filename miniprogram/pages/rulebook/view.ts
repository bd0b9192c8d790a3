import type { Output } from '../../api/dto';
import { exactWords } from '../../shared/time';

export interface RulebookView {
  version: string;
  since: string;
  reason: string;
  sections: { title: string; rules: { key: string; text: string }[] }[];
  versions: { version: string; when: string; reason: string }[];
}

export function rulebookView(book: Output<'account.rulebook'>): RulebookView {
  return {
    version: `第 ${book.version} 版`,
    since: book.effectiveAt > 0 ? `${exactWords(book.effectiveAt)} 起施行` : '自启用起施行',
    reason: book.reason,
    sections: book.sections,
    versions: [...book.versions]
      .sort((one, other) => other.version - one.version)
      .map(({ version, at, reason }) => ({
        version: `第 ${version} 版`,
        when: at > 0 ? exactWords(at) : '自启用起',
        reason,
      })),
  };
}
