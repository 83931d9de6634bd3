// One part of the table, measured in a process of its own (`node part.mjs points`), becomes its rows as JSON.
const [name] = process.argv.slice(2);
console.log(JSON.stringify(await (await import(`./${name}.mjs`)).default()));
