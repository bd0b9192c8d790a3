/** The college that runs this mini program; the one place where its name and its hotline are written. */
export const COLLEGE = { name: '智慧山职', hotline: '12345' } as const;
