module.exports = 'a file of its own, by name';
