/**
 * Are the words of members of the college for members only? A college whose category of mini program does not allow
 * users' words to be shown to everybody says so by `membersOnly` of college.json (docs/domain.md, Who reads words of
 * others).
 */
export const areWordsForMembers = (): boolean => process.env.MEMBERS_ONLY === '1';
