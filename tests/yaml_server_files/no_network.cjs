// Loaded before the server: whoever asks for another host is refused, and noted in the file that CASEBOOK_NOTED names.
const dns = require("dns");
const fs = require("fs");
const net = require("net");

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...parameters) {
  const options = Array.isArray(parameters[0]) ? parameters[0][0] : parameters[0];
  if (options && typeof options === "object" && options.path) {
    return connect.apply(this, parameters);
  }
  fs.appendFileSync(process.env.CASEBOOK_NOTED, `${JSON.stringify(options)}\n`);
  throw new Error("no network in tests");
};
dns.lookup = (host) => {
  fs.appendFileSync(process.env.CASEBOOK_NOTED, `${host}\n`);
  throw new Error("no network in tests");
};
