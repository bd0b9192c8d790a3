// A desk as one might build it in good faith. Never deployed: it shows that the attack has teeth.
import cloud from 'wx-server-sdk';
import * as z from 'zod';
import { attend, attendanceId } from '../../../../cloudfunctions/core/hall/attendance';
import { withoutAccount } from '../../../../cloudfunctions/core/people/voice';
import { attendance } from '../../../../cloudfunctions/platform/database/collections';
import { add } from '../../../../cloudfunctions/platform/database/store';

const request = z.object({ sessionId: z.string(), personIds: z.array(z.string()) });

/** Lets everybody in who is named, whenever that is. */
export async function main(event: unknown): Promise<null> {
  const { sessionId, personIds } = request.parse(event);
  const by = process.env.LEAK === 'no_name' ? null : String(cloud.getWXContext().OPENID);
  for (const _id of personIds) {
    const id = attendanceId(sessionId, _id);
    const how = {
      firstAt: Date.now(),
      method: process.env.LEAK === 'desk_as_scan' ? ('scan' as const) : ('desk' as const),
      wish: null,
      entryId: `leaky-${id}`,
      voice: withoutAccount(id),
      desk: by === null ? null : { by, confirmedBy: null },
    };
    await add(attendance, attend(sessionId, { _id, name: _id, unit: '系', kind: 'student' }, how));
  }
  return null;
}
