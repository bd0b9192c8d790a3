/** Codes that the SDKs understand; wx-server-sdk turns any code it does not know into -501001. */
export type CloudErrorCode =
  | 'SYS_ERR'
  | 'INVALID_PARAM'
  | 'INVALID_ACTION'
  | 'DATABASE_REQUEST_FAILED'
  | 'DATABASE_PERMISSION_DENIED'
  | 'DATABASE_COLLECTION_NOT_EXIST'
  | 'DATABASE_COLLECTION_ALREADY_EXIST'
  | 'DATABASE_TRANSACTION_CONFLICT'
  | 'DATABASE_TRANSACTION_FAIL'
  | 'STORAGE_REQUEST_FAIL'
  | 'STORAGE_FILE_NONEXIST'
  | 'STORAGE_SIGN_PARAM_INVALID'
  | 'STORAGE_EXCEED_AUTHORITY'
  | 'FUNCTIONS_REQUEST_FAIL'
  | 'FUNCTIONS_EXECUTE_FAIL'
  | 'FUNCTIONS_TIME_LIMIT_EXCEEDED'
  | 'FUNCTION_NOT_FOUND'
  | 'EXCEED_MAX_PAYLOAD_SIZE'
  | 'EXCEED_RATELIMIT';

/** A refusal of the cloud's own, as the real service words it: the caller gets code and message. */
export class CloudError extends Error {
  constructor(
    readonly code: CloudErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'CloudError';
  }
}

/** Why the cloud did not start. Printed as it is by whoever starts it. */
export class StartError extends Error {
  constructor(
    readonly code:
      | 'PORT_IN_USE'
      | 'DATA_LOCKED'
      | 'DATA_UNWRITABLE'
      | 'DATA_DAMAGED'
      | 'DATA_NEWER'
      | 'BAD_SCHEMA'
      | 'BAD_CONFIG',
    message: string,
  ) {
    super(message);
    this.name = 'StartError';
  }
}
