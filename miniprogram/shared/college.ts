/** The college that runs this mini program; the one place where its name is written. */
export const COLLEGE = { name: '智慧山职' } as const;
