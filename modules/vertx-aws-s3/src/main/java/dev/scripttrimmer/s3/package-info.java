/** The object store on Amazon S3 and its kin, and its view for code on a Vert.x context. */
package dev.scripttrimmer.s3;
