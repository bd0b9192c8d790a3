// Limits both sides use at run time. Text is counted in characters as a person counts them (code points).
export const LIMITS = {
  numberMax: 20,
  nameMax: 30,
  phoneMax: 20,
  titleMax: 40,
  detailMax: 1000,
  reasonMax: 200,
  venueMax: 40,
  topicMax: 30,
  topicsMax: 12,
  attendeesMax: 60,
  urlMax: 500,
  searchMax: 30,
  pageSize: 20,
  /** Failed attempts to bind one WeChat account before it must wait. */
  bindTries: 5,
  /** How long it waits, in milliseconds. */
  bindWaitMs: 30 * 60_000,
} as const;
