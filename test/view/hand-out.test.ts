import { handOut } from '../../miniprogram/packages/survey/box/box-file';
import { installPhone } from '../api/phone';

// Some phones are said to refuse files of the mini program's own folder; nobody can tell before a real one has.
test.each([
  ['ios', 'shareFileMessage:fail file not exist', ['转发失败，请在电脑版微信打开本页保存']],
  ['ios', 'shareFileMessage:fail cancel', []],
  ['windows', 'saveFileToDisk:fail', ['保存失败，请重试']],
  ['windows', 'saveFileToDisk:fail cancel', []],
])(
  'on %s a file that is not handed out (%s) leaves a sentence, unless the person gave up',
  (platform, errMsg, said) => {
    installPhone();
    const refuse = ({ fail }: { fail(refusal: { errMsg: string }): void }) => fail({ errMsg });
    const ways = platform === 'windows' ? { saveFileToDisk: refuse } : { shareFileMessage: refuse };
    Object.assign(wx, { getDeviceInfo: () => ({ platform }), ...ways });
    const told: string[] = [];
    handOut('/own/box.json', 'box.json', (problem) => told.push(problem));
    expect(told).toEqual(said);
  },
);
