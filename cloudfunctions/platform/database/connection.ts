import cloud from 'wx-server-sdk';

cloud.init({ env: process.env.TCB_ENV });

/** The one connection to the database. Only the files of this folder use it. */
export const db = cloud.database();

/** What the database says of a failure: the SDK throws errors and plain objects. */
export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String((error as { errMsg?: unknown })?.errMsg ?? error);
