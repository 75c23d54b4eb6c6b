#!/usr/bin/env bash
# simple-git 4.0.2 over git, seen 2026-11-29 with Node 20.20 and 24.21.
# Likely guess: log() gives each commit as git has it, whatever language the message is in.
# Behaviour: the fields come with a Vietnamese letter between them. A message with the word "ò" in it ("ò ó o" is what a cock
#   says) is cut there, and its pieces move on: the author is empty or part of the message, the name stands where the
#   address belongs. The README tells of the letter, at the option `splitter`, which mends that; it does not tell that two
#   such letters in a row, of which no option knows, end the commit.
# Seen: the lines below.
set -euo pipefail
cd "$(mktemp -d)" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund simple-git@4.0.2
git init -q repository
for message in "sửa trò chơi" "gà gáy ò ó o" "nhạc chờ: ò ó o ò" "gà gáy òòò rồi"; do
  git -C repository -c user.name=Lan -c user.email=lan@example.com commit -q --allow-empty -m "$message"
done
cat >try.mjs <<'JS'
import { simpleGit } from "simple-git";
for (const options of [{}, { splitter: "~~~" }])
  for (const { message, body, author_name, author_email } of (await simpleGit("repository").log(options)).all.toReversed())
    console.log(JSON.stringify({ ...options, message, body: body.trim(), author_name, author_email }));
JS
node try.mjs | tee seen
cat >wanted <<'TXT'
{"message":"sửa trò chơi","body":"","author_name":"Lan","author_email":"lan@example.com"}
{"message":"gà gáy","body":"","author_name":"","author_email":"Lan"}
{"message":"nhạc chờ:","body":"ò","author_name":"","author_email":"Lan"}
{"message":"gà gáy","body":"","author_name":"","author_email":""}
{"splitter":"~~~","message":"sửa trò chơi","body":"","author_name":"Lan","author_email":"lan@example.com"}
{"splitter":"~~~","message":"gà gáy ò ó o","body":"","author_name":"Lan","author_email":"lan@example.com"}
{"splitter":"~~~","message":"nhạc chờ: ò ó o ò","body":"","author_name":"Lan","author_email":"lan@example.com"}
{"splitter":"~~~","message":"gà gáy","body":"","author_name":"","author_email":""}
TXT
diff wanted seen
