import type { May } from './dispatch';

/**
 * Whether words of others are for members of the college only: a college whose mini program has the category 教育 and
 * not 社交 may not show them to everybody (docs/deploy.md). Set by `membersOnly` of college.json.
 */
export const isMembersOnly = (): boolean => process.env.MEMBERS_ONLY === '1';

/** Who may read what other people have written. A process is started with its variables, so it is asked once. */
export const OTHERS_WORDS: May = isMembersOnly() ? 'bound' : 'anyone';
