import { type PhoneRules, rulesName } from './rules';

const inAttribute = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

/** The document of one phone; what it shows is in the address's query. */
export const phonePage = (rules: PhoneRules): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="${rulesName}" content="${inAttribute(JSON.stringify(rules))}">
<title>四点对话</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/fonts/index.css">
<link rel="stylesheet" href="/phone/phone.css">
<link rel="stylesheet" href="/phone/app.css">
</head>
<body>
<script src="/phone/runtime.js"></script>
<script src="/phone/app.js"></script>
</body>
</html>
`;
