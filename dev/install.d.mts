/** The repository's folder. */
export const root: string;
/** Installs from the lock file unless exactly this lock file has been installed here before. */
export function installIfNeeded(): void;
