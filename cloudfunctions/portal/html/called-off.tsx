import { Moment } from './parts';

/** Instead of when and where: nobody is to come in vain. */
export const CalledOff = ({ startsAt, reason }: { startsAt: number; reason: string }) => (
  <>
    <p className="lead danger">本期已取消，请不要前往。</p>
    {reason && <p>原因：{reason}</p>}
    <p className="soft">
      原定 <Moment at={startsAt} />
    </p>
  </>
);
