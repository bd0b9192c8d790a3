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
  answerMax: 2000,
  /** Who else answered the same question, and what. */
  furtherAnswersMax: 4,
  furtherAnswerMax: 600,
  /** All answers to one question together: with whose they are they fit an item of the minutes. */
  answersMax: 2600,
  minutesItemMax: 3000,
  /** Findings in minutes that may be looked at and kept. */
  findingsKeptMax: 500,
  findingsKeptFew: 60,
  /** Questions of one session; the survey has 40 credentials, the later slots of which serve re-ratings. */
  questionsMax: 40,
  /** A passage that is blacked out, and how many at once. */
  passageMax: 60,
  passagesMax: 10,
  /** Departments that help with a question, and with the case it becomes. */
  coDepartmentsMax: 5,
  /** Entries a desk sends at once after a network break. */
  deskBatchMax: 50,
  /** Questions from seats that are grouped in one tap. */
  seatsAlongMax: 50,
  planMax: 2000,
  /** Passes for anonymous items that one person may have in a month, whatever the rule book says. */
  passesMax: 10,
  pageSize: 20,
  /** Failed attempts to bind one WeChat account before it must wait. */
  bindTries: 5,
  /** How long it waits, in milliseconds. */
  bindWaitMs: 30 * 60_000,
} as const;
