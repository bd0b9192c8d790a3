// What phone and ballot box both know about a ballot.

/** Credentials a person is given at check-in: one per question, the rest for re-ratings by the same people. */
export const SLOTS_PER_SESSION = 40;

/** Characters of base64url: a prepared serial of 64 bytes, and a signature or blinded serial of 256. */
export const SERIAL_TEXT_LENGTH = 86;
export const SIGNATURE_TEXT_LENGTH = 342;

/** Characters of base64url of 32 bytes: what proves a revision. */
export const PROOF_TEXT_LENGTH = 43;

/**
 * Characters of base64url of a rating that only observers can open (miniprogram/ballot/sealed-rating.ts), whatever the
 * rating.
 */
export const SEALED_TEXT_LENGTH = 1218;

/**
 * How often one ballot can be cast: the first time, and changes after it. Each has its place in a hash chain that begins in
 * the serial (miniprogram/ballot/chain.ts).
 */
export const REVISIONS_MAX = 16;

/**
 * base64url of a length: bits that are left over in the last character must be zero, so that one value has one spelling:
 * at the door of the box, before the seal and in the recount.
 */
export function spellingOf(length: number): RegExp {
  const last = (length * 6) % 8 === 4 ? '[AQgw]' : '[AEIMQUYcgkosw048]';
  return new RegExp(`^[A-Za-z0-9_-]{${length - 1}}${last}$`);
}

/** What the ballot box answers, with the sentence for the person. Only `counted` and the refusals end a ballot. */
export const BALLOT_ANSWERS = {
  counted: '已计入票箱。',
  again: '票箱正忙，稍后会自动再送一次，不用你动手。',
  survey_closed: '本次调查已经截止，这一票没有计入。截止前送到的票都已计入。',
  survey_unknown: '没有找到这次调查，请回到首页重新进入。',
  slot_unknown: '这个问题不在本次调查里，请回到首页重新进入。',
  superseded: '票箱里已有这张凭证更新的评价，这一次没有计入。',
  signature_invalid: '评价凭证没有通过核对，请回到签到页重新领取凭证；调查开始后不能再领。',
  malformed: '评价票的格式不对，请更新小程序后再试。',
} as const;
export type BallotAnswer = keyof typeof BALLOT_ANSWERS;
export const isBallotAnswer = (text: string): text is BallotAnswer =>
  Object.keys(BALLOT_ANSWERS).includes(text);

/** How a slot is written in ballots: always two digits, so that every request has the same length. */
export const slotText = (slot: number): string => (slot < 10 ? `0${slot}` : String(slot));

/** How a revision is written, likewise. */
export const revisionText = slotText;

/** Pause before each ballot, in milliseconds, drawn evenly: so that neither order nor rhythm strings ballots together. */
export const CAST_PAUSE_MS = { min: 400, max: 4_000 } as const;
