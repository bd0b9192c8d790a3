/** The beginning of a digest as people compare it by eye: on phones, on the wall, in the message to everybody. */
export const checkCode = (digest: string): string => (digest.slice(0, 12).match(/.{4}/g) ?? []).join(' ');

/** 第 15 期 1a2b 3c4d 5e6f: whose opening record a code on the wall belongs to. */
export const openingWords = ({ number, round, digest }: Opening): string =>
  `第 ${number} 期${round > 1 ? `第 ${round} 轮` : ''} ${checkCode(digest)}`;

interface Opening {
  number: number;
  round: number;
  digest: string;
}
