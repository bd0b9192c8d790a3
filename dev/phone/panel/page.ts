/** The workbench: the phone in its frame, and beside it what the world around the phone can do. */
export const panelPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>四点对话 · 工作台</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/fonts/index.css">
<link rel="stylesheet" href="/phone/panel.css">
</head>
<body>
<main class="desk"></main>
<script src="/phone/panel.js"></script>
</body>
</html>
`;
