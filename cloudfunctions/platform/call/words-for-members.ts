/**
 * Are the words of members of the college for members only? A college whose category of mini program does not allow
 * users' words to be shown to everybody sets WORDS_FOR_MEMBERS to 1 (docs/domain.md, Who reads words of others).
 */
export const areWordsForMembers = (): boolean => process.env.WORDS_FOR_MEMBERS === '1';
