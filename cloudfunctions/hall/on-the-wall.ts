import type { z } from 'zod';
import type { ActionContract } from '../contract/action';
import type { Handler } from '../platform/call/dispatch';
import { walls } from '../platform/database/collections';
import { _, update } from '../platform/database/store';

type OfSession = ActionContract<z.ZodType, z.ZodType<{ sessionId: string }>>;

/**
 * What this command does is to be seen on the wall: when it is done, whoever follows has something new. One round trip
 * more. A wall that is not told, because the call died here, looks by itself within half a minute.
 */
export const onTheWall = <C extends OfSession>(handler: Handler<C>): Handler<C> => ({
  ...handler,
  async run(input, context) {
    const answer = await handler.run(input, context);
    const { sessionId }: { sessionId: string } = answer;
    await update(walls, { _id: sessionId }, { version: _.inc(1) });
    return answer;
  },
});
