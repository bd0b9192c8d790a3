import type { TestPhone } from '../browser';
import { type Stage, startStage } from './stage';

let stage: Stage;
let phone: TestPhone;

beforeAll(async () => {
  stage = await startStage();
});

afterAll(async () => stage.stop());

test('the administrator renames a department, sets one up, and dissolves one into another', async () => {
  phone = await stage.open('p-shen', { page: 'pages/me/me' });
  await phone.tap('部门');
  await phone.tap({ role: 'button', name: /^图书馆，/ });
  await phone.fill('名称', '图书与信息馆');
  await phone.fill('负责人', '曹馆长');
  await phone.tap('保存');
  await phone.see('负责人 曹馆长');

  await phone.tap('新设部门');
  await phone.tap('保存');
  await phone.see('请写部门名称');
  await phone.fill('名称', '教务处');
  await phone.tap('保存');
  await phone.see('已经有一个部门叫这个名字，请换一个。');
  await phone.fill('名称', '校医院');
  await phone.tap('保存');

  await phone.tap({ role: 'button', name: /^校医院，/ });
  await phone.tap('撤销这个部门');
  await phone.tap('确认撤销');
  await phone.see('请写明原因，会记在操作记录里');
  await phone.fill('原因', '并入后勤');
  await phone.tap('确认撤销');
  await phone.see('已撤销，诉求退回活动办公室');
  const { errors } = phone;
  await phone.close();
  expect(errors).toEqual([]);
});
