// Parts of an upload on a bad day. `sent` lists the numbers of the parts that go on their way;
// the second one's signature is spoilt once, the third one's connection is lost once, and those
// from `held` on wait until the page is loaded anew.
var uploads = { sent: [], failed: new Set(), held: Infinity };
(() => {
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.part = Number(new URL(url).searchParams.get("partNumber"));
    const spoilt = this.part === 2 && !uploads.failed.has(2);
    if (spoilt) uploads.failed.add(2);
    const signed = spoilt ? url.replace(/(X-Amz-Signature=)./, "$1_") : url;
    return open.call(this, method, signed, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (!this.part) return send.call(this, body);
    if (this.part >= uploads.held) return undefined;
    if (this.part === 3 && !uploads.failed.has(3)) {
      uploads.failed.add(3);
      setTimeout(() => this.dispatchEvent(new Event("error")));
      return undefined;
    }
    uploads.sent.push(this.part);
    return send.call(this, body);
  };
})();
