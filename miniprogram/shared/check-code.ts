/** The beginning of a digest as people compare it by eye: on phones, on the wall, in the message to everybody. */
export const checkCode = (digest: string): string => (digest.slice(0, 12).match(/.{4}/g) ?? []).join(' ');
