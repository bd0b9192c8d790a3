import protobuf from 'protobufjs';
import * as z from 'zod';

/** The messages in which the SDK packs open API calls; field numbers as in wx-server-sdk 4.0.2. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Pair { string key = 1; bytes value = 2; string contenttype = 3; string filename = 4; }
  message OpenApiData { repeated Pair pairs = 1; }
  message SvrkitApiData { string apiName = 1; bytes reqData = 2; }
  message CommApiData { int32 apiType = 1; OpenApiData openapiData = 2; SvrkitApiData svrkitData = 4; }
  message CommOpenApiResp { bytes respData = 1; string contentType = 2; int32 errorCode = 3; int32 httpCode = 4; int32 svrkitErrorCode = 6; }
`);
const callType = root.lookupType('CommApiData');
const answerType = root.lookupType('CommOpenApiResp');

const pair = z.object({ key: z.string(), value: z.instanceof(Uint8Array), filename: z.string().optional() });
const call = z.object({
  apiType: z.number().default(0),
  openapiData: z.object({ pairs: z.array(pair).default([]) }).optional(),
  svrkitData: z.object({ apiName: z.string() }).optional(),
});

const openApi = 0;

/** The parameters by name: JSON values, or bytes for media. Undefined: the call is of another kind than open API. */
export function readCall(bytes: Buffer): Record<string, unknown> | undefined {
  const message = call.parse(callType.toObject(callType.decode(bytes)));
  if (message.apiType !== openApi) return undefined;
  const pairs = message.openapiData?.pairs ?? [];
  return Object.fromEntries(
    pairs.map(({ key, value, filename }) => [key, filename ? Buffer.from(value) : parameterOf(value)]),
  );
}

function parameterOf(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text; // a value that is not JSON is what it says
  }
}

export function writeAnswer(answer: { contentType: string; bytes: Buffer }): Buffer {
  const message = answerType.create({
    respData: answer.bytes,
    contentType: answer.contentType,
    errorCode: 0,
    httpCode: 200,
  });
  return Buffer.from(answerType.encode(message).finish());
}
