import type { Output } from '../../api/dto';
import { exactWords } from '../../shared/time';

interface Version {
  number: number;
  version: string;
  when: string;
  reason: string;
  changes: { label: string; words: string }[];
  isShown: boolean;
}

export interface RulebookView {
  version: string;
  since: string;
  reason: string;
  isInForce: boolean;
  /** What this version changed; empty in the first. */
  changes: Version['changes'];
  sections: { title: string; rules: { key: string; text: string }[] }[];
  versions: Version[];
}

export function rulebookView(book: Output<'account.rulebook'>): RulebookView {
  const versions = [...book.versions]
    .sort((one, other) => other.version - one.version)
    .map(
      ({ version, at, reason, changes }): Version => ({
        number: version,
        version: `第 ${version} 版`,
        when: at > 0 ? exactWords(at) : '自启用起',
        reason,
        changes: changes.map(({ label, before, after }) => ({ label, words: `${before} → ${after}` })),
        isShown: version === book.version,
      }),
    );
  return {
    version: `第 ${book.version} 版`,
    since: book.effectiveAt > 0 ? `${exactWords(book.effectiveAt)} 起施行` : '自启用起施行',
    reason: book.reason,
    isInForce: book.isInForce,
    changes: versions.find(({ isShown }) => isShown)?.changes ?? [],
    sections: book.sections,
    versions,
  };
}
