package com.example;

class ClasspathStubsTest extends CallerTest implements Answers {

    @Override
    public String url() {
        return STUBS.findStubUrl("reevaluate-contracts").toString();
    }
}
