/** The college that runs this mini program; the one place where its name and its hotline are written. */
export const COLLEGE = { name: '云岭职业技术学院', hotline: '12345' } as const;
