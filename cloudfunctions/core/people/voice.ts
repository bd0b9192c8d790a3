/**
 * Fills the unique key of an account where no account took part, as for whoever the desk lets in without one: unique as
 * the document itself.
 */
export const withoutAccount = (documentId: string): string => `none:${documentId}`;
