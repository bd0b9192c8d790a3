import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { databaseOperation } from '../database/operations';
import { read } from '../database/request';
import { CloudError } from '../errors';
import { appId } from '../functions/gateway';
import type { State } from '../state';
import { callOpenApi } from '../weixin/open-api';
import { passing } from './between';
import { LostAnswer } from './faults';
import { fieldsOf, type Part } from './multipart';
import { readCall, writeAnswer } from './openapi-messages';
import { TransactionWatch } from './transaction-watch';

const envelope = z.looseObject({
  action: z.string(),
  wxCloudApiToken: z.string().optional(),
  collectionName: z.string().optional(),
});
const invocation = z.object({ function_name: z.string(), request_data: z.string().optional() });

/** Answers of the SDK's endpoint are 200 whatever happens; a refusal is a code and a message. */
export class Admin {
  private readonly watch: TransactionWatch;

  constructor(private readonly state: State) {
    this.watch = new TransactionWatch(state);
  }

  /** @throws LostAnswer when the line is to be cut instead */
  async answer(body: unknown): Promise<Record<string, unknown>> {
    const requestId = randomUUID();
    try {
      const { action, wxCloudApiToken: token, collectionName: collection } = read(envelope, body);
      const perform = () => this.state.roundTrips.watch(action, () => this.perform(action, body));
      const answer = await passing(this.state, action, () =>
        this.state.faults.pass({ action, token, collection }, perform, refused),
      );
      return { requestId, ...answer };
    } catch (error) {
      if (error instanceof LostAnswer) throw error;
      if (error instanceof CloudError) return { requestId, code: error.code, message: error.message };
      console.error(`local cloud: request ${requestId} failed`, error);
      return { requestId, code: 'SYS_ERR', message: `the local cloud failed: ${String(error)}` };
    }
  }

  private async perform(action: string, body: unknown): Promise<Record<string, unknown>> {
    const { store, clock, files } = this.state;
    const database = databaseOperation(action);
    if (database) {
      this.state.rate.use();
      const answer = await database(store, body, clock.now());
      this.watch.note(action, body, answer);
      return answer;
    }
    if (action === 'functions.invokeFunction') return this.invoke(body);
    const storage = files.operations[action];
    if (storage) return storage(body);
    throw new CloudError('INVALID_ACTION', `the local cloud does not have the action ${action}`);
  }

  /** `cloud.openapi.*`: comes as multipart, is answered in protobuf. */
  async openApi(parts: Part[]): Promise<Buffer> {
    const { apiName = '', wxCloudApiToken } = fieldsOf(parts);
    const request = parts.find(({ name }) => name === 'requestData');
    const parameters = request && readCall(request.bytes);
    if (!parameters)
      throw new CloudError(
        'INVALID_ACTION',
        `the local cloud does not have ${apiName || 'this kind of call'}`,
      );
    const { gateway, weixin, roundTrips } = this.state;
    const caller = gateway.invocations.byToken(wxCloudApiToken);
    if (!caller && gateway.functions.some(({ isFromDevTools }) => !isFromDevTools))
      throw new CloudError('INVALID_PARAM', 'missing wxCloudApiToken');
    const permitted = gateway.functions.find(({ name }) => name === caller?.functionName)?.openApi;
    const perform = () => callOpenApi(weixin, apiName, parameters, permitted);
    const answer = await passing(this.state, apiName, () => roundTrips.watch('wx.openApi', perform));
    const bytes = 'bytes' in answer ? answer.bytes : Buffer.from(JSON.stringify(answer.json));
    return writeAnswer({ contentType: answer.contentType, bytes });
  }

  private async invoke(body: unknown): Promise<Record<string, unknown>> {
    const { gateway } = this.state;
    const { function_name: name, request_data: data } = read(invocation, body);
    const parent = gateway.invocations.byToken(read(envelope, body).wxCloudApiToken);
    const event: unknown = data === undefined ? {} : JSON.parse(data);
    const caller = { openid: parent?.openid, source: parent ? `${parent.source},scf` : 'scf' };
    const value = await gateway.invoke(name, withUser(event, caller.openid), caller, parent !== undefined);
    return { data: { response_data: JSON.stringify(value) } };
  }
}

const refused = () => new CloudError('DATABASE_REQUEST_FAILED', 'the database does not answer at the moment');

/** The gateway tells a function who called in the event too. */
export function withUser(event: unknown, openid: string | undefined): unknown {
  if (openid === undefined || typeof event !== 'object' || event === null || Array.isArray(event))
    return event;
  return { ...event, userInfo: { appId, openId: openid } };
}
